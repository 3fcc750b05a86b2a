/**
 * Starts worker JVMs, and ends them for real.
 *
 * <p>{@link dev.weft.process.internal.launch.Launcher} is the entry, one per pool. It puts together the command line of a
 * worker ({@code CommandLine}, from {@code LaunchSettings} and {@code ParentJvm}), owns the pool's folder and its guard, and
 * knows the start-up cache of Weft's own classes ({@code AotCache}).
 */
package dev.weft.process.internal.launch;
