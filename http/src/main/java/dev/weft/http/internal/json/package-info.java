/** JSON by Jackson. */
package dev.weft.http.internal.json;
