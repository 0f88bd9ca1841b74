/** From the frames of one camera to events: gate, detection, tracking, reading, consensus. */
@NullMarked
package io.alpr.pilot.pass;

import org.jspecify.annotations.NullMarked;
