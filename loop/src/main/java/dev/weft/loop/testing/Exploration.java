package dev.weft.loop.testing;

/**
 * What was explored, when no seed failed.
 *
 * @param seeds how many seeds were tried
 * @param orders how many of them gave different traces: if these are few, more seeds would hardly find more
 * @param steps how many steps there were in all
 */
public record Exploration(int seeds, int orders, long steps) {}
