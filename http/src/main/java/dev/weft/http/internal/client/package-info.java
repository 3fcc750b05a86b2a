/** The client: connections, exchanges over them, and what is done around an exchange. */
package dev.weft.http.internal.client;
