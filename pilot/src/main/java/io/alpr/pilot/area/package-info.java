/**
 * What a camera is to look at and where it counts directions, in shares of the picture, so that it
 * outlives a change of resolution.
 */
@NullMarked
package io.alpr.pilot.area;

import org.jspecify.annotations.NullMarked;
