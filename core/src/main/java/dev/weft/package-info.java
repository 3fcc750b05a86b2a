/**
 * Weft: runs many things at once. Where they run is a {@link dev.weft.Pool}; what they give is a {@link dev.weft.Future}.
 */
package dev.weft;
