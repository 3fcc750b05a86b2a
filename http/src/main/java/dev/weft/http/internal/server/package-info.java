/** The server: routing, requests and responses over Vert.x, files, limits. */
package dev.weft.http.internal.server;
