/** The sockets' event loops, and how code on any thread or coroutine reaches them. All that Vert.x calls happens here or below. */
package dev.weft.http.internal.net;
