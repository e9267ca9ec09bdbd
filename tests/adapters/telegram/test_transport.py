"""What the library asks for arrives at the server as it was meant, and what goes wrong is told without the token."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientTimeout, encode_basic_auth, web
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from adapters.telegram.transport import Transport, _chosen, _reason, _timeout

TOKEN = "424242:loopback-token"
WORDS = "my secret"
SOON = 0.02

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as it arrived: a file is its name, kind and content."""

    method: str
    path: str
    form: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class Office:
    """A server that keeps what it gets, and answers with an empty result unless told otherwise."""

    root: str = ""
    letters: list[Letter] = field(default_factory=list)
    answer: Answer | None = None

    def url(self, method: str) -> str:
        return f"{self.root}/bot{TOKEN}/{method}"

    async def take(self, request: web.Request) -> web.StreamResponse:
        form = {name: _plain(value) for name, value in (await request.post()).items()}
        # Through a proxy the address comes whole; the path alone would not tell.
        self.letters.append(Letter(request.method, str(request.raw_path), form, {**request.headers}))
        return await self.answer(request) if self.answer else web.json_response({"ok": True, "result": True})


def _plain(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return value.filename, value.content_type, value.file.read()
    return value


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    opened = Office()
    application = web.Application(client_max_size=1 << 24)
    application.router.add_route("*", "/{path:.*}", opened.take)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    opened.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield opened
    await runner.cleanup()


@asynccontextmanager
async def transport(root: str, **given: Any) -> AsyncIterator[Transport]:
    async with Transport(root, **{"connections": 4, **given}) as opened:
        yield opened


def data(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


async def stuck(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


# What is sent


async def test_parameters_arrive_as_a_form(office: Office) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Lihat & tunggu", "callback_data": "a=1"}]]}
    async with transport(office.root) as one:
        asked = data(chat_id=5, text="Ё “hi” & 😀\n+%", reply_markup=keyboard, offset=None)
        assert True is await one.post(office.url("sendMessage"), asked)
    form = {"chat_id": "5", "text": "Ё “hi” & 😀\n+%", "reply_markup": json.dumps(keyboard)}
    assert [Letter("POST", f"/bot{TOKEN}/sendMessage", form)] == office.letters
    assert office.letters[0].headers["User-Agent"].startswith("python-telegram-bot")


async def test_files_arrive_whole_beside_the_parameters(office: Office) -> None:
    """Even large ones, and under their own names."""
    picture = bytes(range(256)) * 8192
    async with transport(office.root) as one:
        photo = InputFile(picture, filename='to "péng" 😀.png')
        await one.post(office.url("sendPhoto"), data(chat_id=5, caption="Ё & 😀", photo=photo))
    form = {"chat_id": "5", "caption": "Ё & 😀", "photo": ('to "péng" 😀.png', "image/png", picture)}
    assert [Letter("POST", f"/bot{TOKEN}/sendPhoto", form)] == office.letters


async def test_an_open_file_is_read_while_it_is_sent(office: Office) -> None:
    async with transport(office.root) as one:
        document = InputFile(BytesIO(b"once upon"), filename="book.txt", read_file_handle=False)
        await one.post(office.url("sendDocument"), data(document=document))
    assert {"document": ("book.txt", "text/plain", b"once upon")} == office.letters[0].form


async def test_a_bot_of_the_library_uploads_through_it(office: Office) -> None:
    """Hosts may send what they like through our application's bot."""
    office.answer = told_a_message
    async with transport(office.root) as one, transport(office.root) as other:
        bot = Bot(TOKEN, base_url=f"{office.root}/bot", request=one, get_updates_request=other)
        await bot.send_document(5, b"once upon", filename="book.txt", caption="A book")
    form = {"chat_id": "5", "caption": "A book", "document": ("book.txt", "text/plain", b"once upon")}
    assert [Letter("POST", f"/bot{TOKEN}/sendDocument", form)] == office.letters


async def told_a_message(_request: web.Request) -> web.StreamResponse:
    chat = {"id": 5, "type": "private"}
    return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat}})


async def test_a_file_is_fetched(office: Office) -> None:
    async def file(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"\x00\xff")

    office.answer = file
    async with transport(office.root) as one:
        assert b"\x00\xff" == await one.retrieve(f"{office.root}/file/bot{TOKEN}/photos/a b.jpg")
    assert [Letter("GET", f"/file/bot{TOKEN}/photos/a%20b.jpg")] == office.letters


# What comes back


async def test_an_answer_is_its_status_and_its_body(office: Office) -> None:
    async def teapot(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=418, text="short and stout")

    office.answer = teapot
    async with transport(office.root) as one:
        assert (418, b"short and stout") == await one.do_request(office.url("getMe"), "POST")


async def test_nobody_leads_it_elsewhere(office: Office) -> None:
    """A redirected POST would become a GET, with the token on its way to whoever was named."""

    async def elsewhere(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": f"{office.root}/elsewhere"})

    office.answer = elsewhere
    async with transport(office.root) as one:
        assert (302, b"") == await one.do_request(office.url("getMe"), "POST")
    assert 1 == len(office.letters)


# Patience


async def test_an_answer_that_does_not_come_is_a_timeout(office: Office) -> None:
    office.answer = stuck
    async with transport(office.root, read_timeout=SOON) as one:
        assert SOON == one.read_timeout
        with pytest.raises(TimedOut):
            await one.post(office.url("getMe"))


async def test_a_call_may_have_a_patience_of_its_own(office: Office) -> None:
    office.answer = stuck
    async with transport(office.root, read_timeout=None) as one:
        assert None is one.read_timeout
        with pytest.raises(TimedOut):
            await one.post(office.url("getMe"), read_timeout=SOON)


async def test_none_given_is_for_ever_even_where_the_default_is_short() -> None:
    assert (None, 2.0) == (_chosen(None, 2.0), _chosen(BaseRequest.DEFAULT_NONE, 2.0))
    assert ClientTimeout(total=10.0, connect=5.0, sock_connect=1.0, sock_read=2.0) == _timeout(
        connect=1.0, read=2.0, write=3.0, pool=4.0
    )
    assert ClientTimeout(total=None, connect=5.0, sock_connect=1.0, sock_read=None) == _timeout(
        connect=1.0, read=None, write=3.0, pool=4.0
    )


async def test_a_server_that_takes_nothing_in_is_a_timeout() -> None:
    """aiohttp itself would write for ever."""

    callers = []

    async def deaf(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        callers.append(writer)  # kept: a writer that nobody holds closes its connection
        writer.transport.pause_reading()  # type: ignore[attr-defined]

    server = await asyncio.start_server(deaf, "127.0.0.1", 0, limit=1)
    port = server.sockets[0].getsockname()[1]
    brief = {f"{what}_timeout": SOON for what in ("connect", "write", "pool")}
    async with server, transport(f"http://127.0.0.1:{port}", read_timeout=SOON, **brief) as one:
        photo = InputFile(bytes(1 << 24), filename="large.png")
        with pytest.raises(TimedOut):
            await one.post(f"http://127.0.0.1:{port}/bot{TOKEN}/sendPhoto", data(photo=photo))
        for caller in callers:
            caller.transport.abort()


async def test_a_place_that_does_not_come_free_is_a_timeout(office: Office) -> None:
    reached = asyncio.Event()

    async def first(request: web.Request) -> web.StreamResponse:
        reached.set()
        return await stuck(request)

    office.answer = first
    async with transport(office.root, connections=1) as one:
        holding = asyncio.create_task(one.post(office.url("getUpdates")))
        await reached.wait()
        with pytest.raises(TimedOut):
            await one.post(office.url("getMe"), pool_timeout=SOON, connect_timeout=SOON)
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)
    assert 1 == len(office.letters)


# Opening and closing


async def test_it_sends_before_it_was_initialized(office: Office) -> None:
    """Messages may wait from before the start."""
    one = Transport(office.root, connections=1)
    assert True is await one.post(office.url("getMe"))
    await one.shutdown()


async def test_closed_it_sends_nothing_until_it_is_initialized_again(office: Office) -> None:
    async with transport(office.root) as one:
        await one.shutdown()
        await one.shutdown()
        with pytest.raises(NetworkError, match="closed"):
            await one.post(office.url("getMe"))
        await one.initialize()
        assert True is await one.post(office.url("getMe"))
    assert 1 == len(office.letters)


# Trouble, and the token


async def refused(office: Office) -> str:
    return f"http://127.0.0.1:1/bot{TOKEN}/getMe"


async def dropped(office: Office) -> str:
    async def drop(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.close()
        return web.Response()

    office.answer = drop
    return office.url("getMe")


async def cut_short(office: Office) -> str:
    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"{")
        assert request.transport
        request.transport.close()
        return response

    office.answer = cut
    return office.url("getMe")


async def garbled(office: Office) -> str:
    async def garble(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.write(b"HTTP/1.1 ??? " + TOKEN.encode() + b"\r\n\r\n")  # type: ignore[attr-defined]
        request.transport.close()
        return web.Response()

    office.answer = garble
    return office.url("getMe")


async def no_address(office: Office) -> str:
    return f"http://:80/bot{TOKEN}/getMe"


async def no_http(office: Office) -> str:
    return f"gopher://localhost/bot{TOKEN}/getMe"


async def too_late(office: Office) -> str:
    office.answer = stuck
    return office.url("getMe")


@pytest.mark.parametrize("trouble", [refused, dropped, cut_short, garbled, no_address, no_http, too_late])
async def test_trouble_is_a_network_error_without_the_token(
    office: Office, trouble: Callable[[Office], Awaitable[str]], caplog: pytest.LogCaptureFixture
) -> None:
    """Invariant 17: neither in the error, nor in its traceback, nor in any log at any level."""
    url = await trouble(office)
    with caplog.at_level(logging.DEBUG):
        async with transport(office.root, read_timeout=SOON) as one:
            with pytest.raises(NetworkError) as caught:
                await one.post(url, data(text=WORDS))
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert (False, False) == ("loopback-token" in told, WORDS in told)


async def test_a_system_that_refuses_says_why(office: Office) -> None:
    async with transport(office.root) as one:
        with pytest.raises(NetworkError, match=r"^ClientConnectorError: Connect call failed"):
            await one.post(await refused(office))


@given(words=st.text())
def test_an_errors_own_words_are_not_told(words: str) -> None:
    assert ("ValueError", "OSError") == (_reason(ValueError(words)), _reason(OSError(words)))


# Proxies


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize("name", ["http_proxy", "ALL_PROXY"])
async def test_the_environments_proxy_is_used(
    office: Office, environment: pytest.MonkeyPatch, name: str
) -> None:
    environment.setenv(name, office.root.replace("://", "://ann:secret@"))
    async with transport("http://telegram.invalid") as one:
        assert True is await one.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
    assert [Letter("POST", f"http://telegram.invalid/bot{TOKEN}/getMe")] == office.letters
    assert encode_basic_auth("ann", "secret") == office.letters[0].headers["Proxy-Authorization"]


async def test_a_server_that_needs_no_proxy_is_asked_itself(
    office: Office, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("http_proxy", "http://127.0.0.1:1")
    environment.setenv("no_proxy", "127.0.0.1")
    async with transport(office.root) as one:
        assert True is await one.post(office.url("getMe"))
