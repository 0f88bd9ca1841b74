/** Refused reads on disk, bounded: what could not be read, and how it looked. */
@NullMarked
package io.alpr.pilot.reject;

import org.jspecify.annotations.NullMarked;
