@NullMarked
package io.alpr.events;

import org.jspecify.annotations.NullMarked;
