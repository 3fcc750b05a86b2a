"""Python's side of the measurements: aiohttp does what Pages and HttpCaller say, and asyncio's streams send back what they read."""

import asyncio
import logging
import os
import platform
import sys
import threading
import time

try:
    import aiohttp
    from aiohttp import web
except ImportError:
    aiohttp = web = None
try:
    import uvloop
except ImportError:
    uvloop = None

GREETING = "Hello, World!"
CROWD = 1_000
IN_FLIGHT = 64
MESSAGE_BYTES = 1_024


async def plain(_):
    return web.Response(text=GREETING)


async def json(_):
    return web.json_response({"message": GREETING})


async def user(request):
    return web.Response(text=f"user {int(request.match_info['id'])}")


async def echo(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


def routes(upstream):
    @web.middleware
    async def served_by(request, handler):
        response = await handler(request)
        response.headers["x-served-by"] = "bench"
        return response

    async def client(app):
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CROWD, keepalive_timeout=60)) as session:
            app["client"] = session
            yield

    async def wait(request):
        async with request.app["client"].get(f"http://127.0.0.1:{upstream}/") as response:
            return web.Response(body=await response.read())

    users = web.Application(middlewares=[served_by])
    users.add_routes([web.get("/{id}", user)])
    app = web.Application()
    app.add_routes([web.get("/plain", plain), web.get("/json", json), web.get("/wait", wait), web.get("/ws", echo)])
    app.add_subapp("/users", users)
    app.cleanup_ctx.append(client)
    return app


async def serve_http(upstream):
    logging.getLogger("aiohttp.server").disabled = True  # it tells of each connection that is cut when it stops
    runner = web.AppRunner(routes(upstream), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return site, runner.addresses[0][1]


async def serve_echo():
    async def send_back(reader, writer):
        try:
            while True:
                writer.write(await reader.readexactly(MESSAGE_BYTES))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionResetError):
            writer.close()

    server = await asyncio.start_server(send_back, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


def answer(port):
    for _ in sys.stdin:
        print(port, flush=True)
    os._exit(0)


async def serve_for_ever(start):
    server, port = await start
    threading.Thread(target=answer, args=(port,), daemon=True).start()
    await asyncio.Event().wait()
    del server  # which lived as long as this


async def call(uri, seconds):
    """Requests of a second, and the microseconds of processor time of one."""
    answers = 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:

        async def again_and_again():
            nonlocal answers
            while time.perf_counter() < end:
                async with session.get(uri) as response:
                    text = await response.text()
                    if response.status != 200 or len(text) != len(GREETING):
                        raise AssertionError(f"the answer was {response.status} with {len(text)} bytes")
                answers += 1

        start, cpu_start = time.perf_counter(), time.process_time()
        end = start + seconds
        await asyncio.gather(*(again_and_again() for _ in range(IN_FLIGHT)))
        elapsed, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    return answers / elapsed, cpu * 1e6 / answers


def serve():
    for line in sys.stdin:
        what = line.strip()
        if what == "version":
            beside = [f"{module.__name__} {module.__version__}" for module in (aiohttp, uvloop) if module]
            print(", ".join([f"{platform.python_implementation()} {platform.python_version()}", *beside]), flush=True)
        else:
            print(int({"has_aiohttp": aiohttp, "has_uvloop": uvloop}[what] is not None), flush=True)


what, *words = sys.argv[1:]
if what == "serve":
    serve()
else:
    kind = words[0]
    loop = uvloop.new_event_loop() if kind == "uvloop" else asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    if what == "client":
        for line in sys.stdin:
            uri, millis = line.split()
            print(*loop.run_until_complete(call(uri, int(millis) / 1e3)), flush=True)
    else:
        start = serve_http(int(words[1])) if what == "serve-http" else serve_echo()
        loop.run_until_complete(serve_for_ever(start))
