/** How a loop works: its thread, its coroutines, its clock. */
package dev.weft.loop.internal;
