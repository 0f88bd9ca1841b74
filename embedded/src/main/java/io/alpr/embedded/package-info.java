@NullMarked
package io.alpr.embedded;

import org.jspecify.annotations.NullMarked;
