@NullMarked
package io.alpr.app.ports;

import org.jspecify.annotations.NullMarked;
