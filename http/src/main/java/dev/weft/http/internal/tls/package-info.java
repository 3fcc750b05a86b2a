/** Certificates, keys and trust: from files and key stores to what Vert.x takes. */
package dev.weft.http.internal.tls;
