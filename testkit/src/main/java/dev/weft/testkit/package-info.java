/** What tests of pools, and of code that runs on pools, need: a clock, an order, signals, and the contract of every pool. */
package dev.weft.testkit;
