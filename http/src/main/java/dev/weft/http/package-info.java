/**
 * HTTP client and server, WebSocket and TCP streams.
 *
 * <p>Code reads top to bottom: {@code var page = client.get(uri).text();}. In a coroutine a call suspends that, on a thread it waits
 * there; there is no second way for event loops.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/">aiohttp</a>, whose job this does
 */
package dev.weft.http;
