@NullMarked
package io.alpr.pilot;

import org.jspecify.annotations.NullMarked;
