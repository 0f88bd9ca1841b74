@NullMarked
package io.alpr.app.demo;

import org.jspecify.annotations.NullMarked;
