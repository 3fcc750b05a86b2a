/** TCP streams: bytes that wait to be read, and the socket they come from. */
package dev.weft.http.internal.tcp;
