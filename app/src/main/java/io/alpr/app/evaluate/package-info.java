@NullMarked
package io.alpr.app.evaluate;

import org.jspecify.annotations.NullMarked;
