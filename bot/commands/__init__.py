"""The commands of `kedok`, a module each: `add` tells the command line of it."""
