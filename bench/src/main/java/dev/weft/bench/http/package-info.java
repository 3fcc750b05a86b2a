/** HTTP, WebSocket and TCP beside Vert.x's, the JDK's, Python's and Node's, each in a process of its own. */
@NullMarked
package dev.weft.bench.http;

import org.jspecify.annotations.NullMarked;
