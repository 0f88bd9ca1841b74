/** What the pilot measures. */
@NullMarked
package io.alpr.pilot.metric;

import org.jspecify.annotations.NullMarked;
