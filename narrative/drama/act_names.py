"""The acts in readers' words: what each is called in either language, and which of them a reader names.

A name goes on in “She took it as …”, and stands by itself on a button of at most 40 characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from narrative.drama.words import plain_words
from narrative.events import Language
from narrative.persona.acts import ACTS, SAFETY_ACTS

OFFERED: Final = tuple(act for act in ACTS if act not in SAFETY_ACTS)
"""What a reader may say he meant: danger is never put into anybody's mouth."""

_ALIKE = 4
"""Two words that begin with so many same letters, and with all of the shorter one, are one word here."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What an act is called, and other words by which a reader may name it."""

    name: str
    words: str = ""


_ENGLISH: Mapping[str, _Name] = {
    "greet": _Name("a greeting", "greeting greet hello hi"),
    "introduce_self": _Name("you saying who you are", "introduce introduction introducing"),
    "ask_identity": _Name("a question about who she is", "identity name age herself"),
    "small_talk": _Name("small talk", "small chat weather bus"),
    "compliment": _Name("a compliment", "compliment praise"),
    "flirt": _Name("flirting", "flirt flirting tease teasing"),
    "invite_drink": _Name("an invitation to a drink", "drink coffee tea beer"),
    "invite_dinner": _Name("an invitation to eat together", "eat dinner meal lunch restaurant"),
    "order": _Name("something about the order or the bill", "order ordering menu bill waiter pay"),
    "proposition": _Name("an invitation to be alone", "proposition night hotel room private"),
    "sexual_explicit": _Name("something too intimate to be said here"),
    "touch": _Name("a touch", "touch kiss hug hand hold"),
    "gift": _Name("a gift", "gift present giving"),
    "ask_husband": _Name("a question about her husband", "husband spouse"),
    "ask_marriage": _Name("a question about her marriage", "marriage married ring"),
    "ask_craft": _Name("a question about what she makes", "craft makes lecture art buttons"),
    "ask_feelings": _Name("a question about how she feels", "feel feels feeling feelings mood"),
    "ask_motive": _Name("a question about her reasons", "reason reasons why motive trust"),
    "ask_recognition": _Name(
        "a question whether she knows you", "recognise recognize recognition knows know met remind"
    ),
    "confess": _Name("a confession", "confess confession confessing truth"),
    "slip": _Name("something only her husband could know", "slip slipped"),
    "talk_face": _Name("talk of faces and masks", "face faces mask masks"),
    "talk_scars": _Name("talk of scars", "scar scars burn burns bandages"),
    "talk_film": _Name("talk of films", "film films movie cinema theatre"),
    "talk_music": _Name("talk of music", "music song bach"),
    "talk_work": _Name("talk of work", "work job science laboratory"),
    "talk_loneliness": _Name("talk of loneliness", "lonely loneliness alone"),
    "talk_secret": _Name("talk of secrets", "secret secrets lie lies hiding pretending"),
    "talk_past": _Name("talk of the past", "past childhood family memories memory"),
    "love": _Name("a declaration of love", "love longing"),
    "apologise": _Name("an apology", "apology apologise apologize sorry"),
    "jealousy": _Name("jealousy", "jealous jealousy rival"),
    "anger": _Name("anger", "anger angry temper"),
    "insult": _Name("an insult", "insult insulting rude"),
    "threat": _Name("something that could harm somebody"),
    "despair": _Name("despair", "despair hopeless meaningless"),
    "self_harm": _Name("something that asks for care"),
    "agree": _Name("a yes", "agree agreement yes"),
    "disagree": _Name("a no", "disagree no refuse refusal"),
    "thank": _Name("thanks", "thanks thank gratitude"),
    "farewell": _Name("a goodbye", "goodbye bye farewell leaving"),
    "meet_again": _Name("a wish to meet again", "again meeting date tomorrow number"),
    "hesitate": _Name("a silence", "silence silent hesitate hesitation nothing"),
    "joke": _Name("a joke", "joke joking funny laugh"),
    "clarify": _Name("a “what do you mean?”", "clarify explain what repeat"),
    "meta": _Name("words to the program, not to her", "program bot machine meta"),
    "off_topic": _Name("something that has no place here", "offtopic topic unrelated"),
}

_INDONESIAN: Mapping[str, _Name] = {
    "greet": _Name("sapaan", "sapaan sapa menyapa halo salam"),
    "introduce_self": _Name("perkenalan diri", "kenalan perkenalan memperkenalkan diriku"),
    "ask_identity": _Name("pertanyaan tentang siapa dia", "namanya umurnya siapa identitas"),
    "small_talk": _Name("basa-basi", "basa basi cuaca bus ngobrol"),
    "compliment": _Name("pujian", "pujian puji memuji"),
    "flirt": _Name("rayuan", "rayuan rayu merayu godaan goda menggoda gombal"),
    "invite_drink": _Name("ajakan minum", "minum ngopi kopi teh"),
    "invite_dinner": _Name("ajakan makan", "makan malam restoran"),
    "order": _Name("soal pesanan atau bon", "pesan pesanan memesan menu bon pelayan bayar"),
    "proposition": _Name("ajakan berduaan", "berduaan berdua hotel kamar menginap"),
    "sexual_explicit": _Name("hal yang terlalu intim untuk diucapkan di sini"),
    "touch": _Name("sentuhan", "sentuhan sentuh menyentuh cium peluk pegang"),
    "gift": _Name("pemberian", "pemberian hadiah memberi kado"),
    "ask_husband": _Name("pertanyaan tentang suaminya", "suami suaminya"),
    "ask_marriage": _Name("pertanyaan tentang pernikahannya", "pernikahan perkawinan menikah nikah cincin"),
    "ask_craft": _Name("pertanyaan tentang karyanya", "karya karyanya kerajinan seni kuliah kancing"),
    "ask_feelings": _Name("pertanyaan tentang perasaannya", "perasaan perasaannya suasana hatinya"),
    "ask_motive": _Name("pertanyaan tentang alasannya", "alasan alasannya kenapa mengapa percaya"),
    "ask_recognition": _Name("pertanyaan apakah dia mengenalmu", "kenal mengenal mengenalku mengenali mirip"),
    "confess": _Name("pengakuan", "pengakuan mengaku ngaku jujur"),
    "slip": _Name("hal yang hanya diketahui suaminya", "keceplosan terlanjur"),
    "talk_face": _Name("obrolan tentang wajah dan topeng", "wajah muka topeng"),
    "talk_scars": _Name("obrolan tentang bekas luka", "luka bekas bakar perban"),
    "talk_film": _Name("obrolan tentang film", "film bioskop teater"),
    "talk_music": _Name("obrolan tentang musik", "musik lagu bach"),
    "talk_work": _Name("obrolan tentang pekerjaan", "kerja pekerjaan kerjaan ilmu laboratorium"),
    "talk_loneliness": _Name("obrolan tentang kesepian", "kesepian sepi sendirian"),
    "talk_secret": _Name("obrolan tentang rahasia", "rahasia bohong kebohongan sembunyi"),
    "talk_past": _Name("obrolan tentang masa lalu", "lalu kecil keluarga kenangan ingatan"),
    "love": _Name("pernyataan cinta", "cinta sayang rindu kangen"),
    "apologise": _Name("permintaan maaf", "maaf minta sori"),
    "jealousy": _Name("rasa cemburu", "cemburu kecemburuan saingan"),
    "anger": _Name("kemarahan", "marah kemarahan kesal"),
    "insult": _Name("hinaan", "hinaan hina menghina kasar"),
    "threat": _Name("hal yang bisa melukai orang"),
    "despair": _Name("keputusasaan", "putus asa keputusasaan sia"),
    "self_harm": _Name("hal yang perlu dijaga bersama"),
    "agree": _Name("jawaban ya", "setuju ya iya mau"),
    "disagree": _Name("jawaban tidak", "tidak nggak menolak penolakan"),
    "thank": _Name("ucapan terima kasih", "terima kasih makasih"),
    "farewell": _Name("salam perpisahan", "pamit perpisahan selamat tinggal pulang"),
    "meet_again": _Name("ajakan bertemu lagi", "bertemu ketemu lagi besok nomor"),
    "hesitate": _Name("diam", "diam ragu keraguan hening"),
    "joke": _Name("gurauan", "gurauan gurau bercanda canda lelucon lucu"),
    "clarify": _Name("pertanyaan “maksudnya apa?”", "maksudnya jelaskan penjelasan ulangi"),
    "meta": _Name("ucapan untuk program, bukan untuknya", "program bot mesin"),
    "off_topic": _Name("hal yang tidak nyambung", "nyambung ngawur"),
}

_NAMES: Mapping[Language, Mapping[str, _Name]] = {
    Language.ENGLISH: _ENGLISH,
    Language.INDONESIAN: _INDONESIAN,
}


def act_name(language: Language, act: str) -> str:
    """Return what an act is called."""
    return _NAMES[language][act].name


def act_label(language: Language, act: str) -> str:
    """Return what an act is called on a button."""
    name = act_name(language, act)
    return name[0].upper() + name[1:]


def is_name(text: str) -> bool:
    """Return whether a text is the name of an act, to the letter."""
    return any(_exactly(language, text) for language in Language)


def acts_named(language: Language, text: str) -> tuple[str, ...]:
    """Return the acts that a reader's words name best, in his language or else in the other; several if they tie."""
    others = (other for other in Language if other is not language)
    return next((found for each in (language, *others) if (found := _named(each, text))), ())


def _named(language: Language, text: str) -> tuple[str, ...]:
    if exact := _exactly(language, text):
        return exact
    typed = plain_words(text).split()
    hits = {act: _hits(_NAMES[language][act].words.split(), typed) for act in OFFERED}
    best = max(hits.values())
    return tuple(act for act in OFFERED if best and hits[act] == best)


def _exactly(language: Language, text: str) -> tuple[str, ...]:
    plain = plain_words(text)
    return tuple(
        act for act in OFFERED if plain in (plain_words(act_name(language, act)), act, act.replace("_", " "))
    )


def _hits(words: list[str], typed: list[str]) -> int:
    return sum(any(_alike(word, one) for word in words) for one in typed)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _ALIKE and long.startswith(short))
