/** Tests of handlers: without a socket, or on a server of their own. */
package dev.weft.http.testing;
