/**
 * {@link dev.weft.process.ProcessPool}: jobs in worker JVMs.
 */
package dev.weft.process;
