@NullMarked
package io.alpr.app;

import org.jspecify.annotations.NullMarked;
