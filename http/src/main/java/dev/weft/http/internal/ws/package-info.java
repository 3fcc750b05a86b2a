/** WebSockets: the protocol as bytes in, events out; and a session that speaks it on a socket. */
package dev.weft.http.internal.ws;
