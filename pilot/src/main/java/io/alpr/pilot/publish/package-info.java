@NullMarked
package io.alpr.pilot.publish;

import org.jspecify.annotations.NullMarked;
