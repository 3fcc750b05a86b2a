/** Text as HTTP writes it: URIs, media types, dates. Pure functions. */
package dev.weft.http.internal.text;
