"""How requests reach Telegram: the library's own way of sending them (httpx) costs several times the CPU."""

from __future__ import annotations

from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Seconds: TypeAlias = float | None
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

_Given: TypeAlias = Any
"""Seconds, or the library's DEFAULT_NONE, whose type is private to it."""


class Transport(BaseRequest):
    """Requests to the one server at `root`, over at most so many connections. `None` seconds are for ever.

    The timeouts are long because a message that timed out may have arrived, and will be sent again.
    """

    def __init__(
        self,
        root: str,
        *,
        connections: int,
        connect_timeout: Seconds = 10.0,
        read_timeout: Seconds = 20.0,
        write_timeout: Seconds = 20.0,
        pool_timeout: Seconds = 20.0,
    ) -> None:
        self._root = root
        self._connections = connections
        self._connect = connect_timeout
        self._read = read_timeout
        self._write = write_timeout
        self._pool = pool_timeout
        self._session: ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> Seconds:
        return self._read

    async def initialize(self) -> None:
        self._closed = False

    async def shutdown(self) -> None:
        """Close every connection. Nothing can be sent until it is initialized again."""
        self._closed = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - as the library calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Given = BaseRequest.DEFAULT_NONE,
        write_timeout: _Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Given = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the answer's status and body. Raises TimedOut and NetworkError."""
        timeout = _timeout(
            connect=_chosen(connect_timeout, self._connect),
            read=_chosen(read_timeout, self._read),
            write=_chosen(write_timeout, self._write),
            pool=_chosen(pool_timeout, self._pool),
        )
        body = _body(request_data) if request_data else {}
        try:
            async with self._opened().request(
                method, url, timeout=timeout, allow_redirects=False, **body
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(_reason(error)) from None

    def _opened(self) -> ClientSession:
        """Open at the first request, as it takes a running event loop."""
        if self._closed:
            raise NetworkError("The connections to Telegram are closed")
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=_proxy(self._root),
            )
        return self._session


def _chosen(given: _Given, default: Seconds) -> Seconds:
    seconds: Seconds = default if given is BaseRequest.DEFAULT_NONE else given
    return seconds


def _timeout(*, connect: Seconds, read: Seconds, write: Seconds, pool: Seconds) -> ClientTimeout:
    """Return them as aiohttp knows them: it bounds no writing, so that goes into the bound of the whole."""
    return ClientTimeout(
        total=_sum(pool, connect, write, read),
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*seconds: Seconds) -> Seconds:
    known = [one for one in seconds if one is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(data: RequestData) -> dict[str, Any]:
    """Return what the library itself would send: a form, which every Bot API server reads."""
    if data.contains_files:
        return {"data": _multipart(data)}
    return {"data": urlencode(data.json_parameters).encode(), "headers": _FORM}


def _multipart(data: RequestData) -> FormData:
    form = FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in data.multipart_data.items():
        # Large bytes would hold up the event loop; from a file they are written bit by bit.
        file: Any = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=kind)
    return form


def _proxy(root: str) -> str | None:
    """Return the environment's proxy for the server. aiohttp's `trust_env` reads files at every request."""
    address = urlsplit(root)
    if proxy_bypass(address.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(address.scheme) or proxies.get("all")


def _reason(error: Exception) -> str:
    """Say what happened without the error's own words: they may hold the address, and so the token."""
    kind = type(error).__name__
    return f"{kind}: {error.strerror}" if isinstance(error, OSError) and error.strerror else kind
