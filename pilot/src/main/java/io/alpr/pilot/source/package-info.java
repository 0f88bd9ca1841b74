@NullMarked
package io.alpr.pilot.source;

import org.jspecify.annotations.NullMarked;
