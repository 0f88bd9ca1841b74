package io.alpr.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;
import nl.altindag.ssl.util.SSLFactoryUtils;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with a certificate from files. A renewed one is taken over while connections go
 * on; one that cannot be read leaves the one before in use. Safe from any thread.
 */
final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final TlsFiles files;
    private final SSLFactory factory;
    private final Thread watch;
    private volatile Instant ends;

    private Tls(TlsFiles files, List<FileTime> times) throws IOException {
        this.files = files;
        this.factory = identity(files).withSwappableIdentityMaterial().build();
        this.ends = end(files);
        this.watch = Thread.ofVirtual().name("certificate").unstarted(() -> watch(times));
    }

    /**
     * @throws StartFailure when the files cannot be read, or do not belong together
     */
    static Tls of(TlsFiles files) {
        try {
            var tls = new Tls(files, times(files));
            tls.watch.start();
            return tls;
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(
                    "TLS with certificate %s and key %s cannot begin: %s; both must be PEM, the key without a password"
                            .formatted(files.certificate(), files.key(), fault(e)),
                    e);
        }
    }

    /** When the certificate in use ends. */
    Instant ends() {
        return ends;
    }

    /** Where encrypted requests come in. */
    Connector connector(Server server, HttpConfiguration plain, Listen listen) {
        var encrypted = new HttpConfiguration(plain);
        // The name is the certificate's business; people also come by address.
        encrypted.addCustomizer(new SecureRequestCustomizer(false));
        var context = new SslContextFactory.Server();
        context.setSslContext(factory.getSslContext());
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        var connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString()),
                        new HttpConnectionFactory(encrypted));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        return connector;
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch(List<FileTime> begun) {
        var known = begun;
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                known = takenOver(known);
            }
        } catch (InterruptedException e) {
            LOG.debug("closed", e);
        }
    }

    private List<FileTime> takenOver(List<FileTime> known) {
        try {
            var now = times(files);
            if (now.equals(known)) {
                return known;
            }
            var end = end(files);
            SSLFactoryUtils.reload(factory, identity(files).build());
            ends = end;
            LOG.info("certificate={} taken over", files.certificate());
            return now;
        } catch (IOException | RuntimeException e) {
            // Half written, perhaps: the next look may find the rest.
            LOG.warn(
                    "certificate={} cannot be taken over, the one before stays: {}",
                    files.certificate(),
                    fault(e));
            return known;
        }
    }

    private static SSLFactory.Builder identity(TlsFiles files) {
        return SSLFactory.builder()
                .withIdentityMaterial(
                        PemUtils.loadIdentityMaterial(files.certificate(), files.key()));
    }

    private static Instant end(TlsFiles files) throws IOException {
        return PemUtils.loadCertificate(files.certificate()).stream()
                .map(X509Certificate.class::cast)
                .findFirst()
                .orElseThrow(() -> new IOException("it has no certificate"))
                .getNotAfter()
                .toInstant();
    }

    private static List<FileTime> times(TlsFiles files) throws IOException {
        return List.of(time(files.certificate()), time(files.key()));
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static String fault(Exception failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage().lines().findFirst().orElse("");
    }
}
