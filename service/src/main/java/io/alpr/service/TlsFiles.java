package io.alpr.service;

import java.nio.file.Path;

/**
 * A certificate as certificate authorities and their clients write it.
 *
 * @param certificate PEM: the server's own first, then those between it and the root
 * @param key PEM of its private key, without a password (PKCS #8, PKCS #1 or SEC 1)
 */
public record TlsFiles(Path certificate, Path key) {}
