/** One camera's life: its settings, its states, its thread. */
@NullMarked
package io.alpr.pilot.camera;

import org.jspecify.annotations.NullMarked;
