package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * What every server that calls itself a schema registry must do for us. Run against the one of the
 * tests and against the real one.
 */
abstract class SchemaRegistryContract {
    private static final String SECOND_FIELD_WITHOUT_DEFAULT =
            """
            {"type": "record", "name": "R", "fields": [
              {"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
            """;
    private static final String SECOND_FIELD_WITH_DEFAULT =
            """
            {"type": "record", "name": "R", "fields": [
              {"name": "a", "type": "string"}, {"name": "b", "type": "string", "default": ""}]}
            """;
    private static final Schema FIRST =
            parse(
                    """
                    {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}
                    """);

    /** A name that no other test uses, since a real registry remembers. */
    private final String subject = "test-" + UUID.randomUUID() + "-value";

    /** Where the server under test is; its compatibility is BACKWARD. */
    abstract URI address();

    @Test
    void theSameSchemaKeepsItsNumber() {
        int id;
        try (var registry = new HttpSchemaRegistry(address())) {
            id = registry.idOf(subject, Schemas.PLATE_EVENT);
        }
        try (var another = new HttpSchemaRegistry(address())) {
            assertThat(another.idOf(subject, Schemas.PLATE_EVENT)).isEqualTo(id);
        }
    }

    @Test
    void aSchemaIsFoundByItsNumber() {
        int id;
        try (var registry = new HttpSchemaRegistry(address())) {
            id = registry.idOf(subject, Schemas.PLATE_EVENT);
        }
        try (var another = new HttpSchemaRegistry(address())) {
            assertThat(another.schema(id)).isEqualTo(Schemas.PLATE_EVENT);
        }
    }

    @Test
    void aNumberThatWasNeverGivenIsUndecodable() {
        try (var registry = new HttpSchemaRegistry(address())) {
            assertThatThrownBy(() -> registry.schema(987_654_321))
                    .isInstanceOfSatisfying(
                            Undecodable.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(Undecodable.Reason.UNKNOWN_SCHEMA));
        }
    }

    @Test
    void aSchemaThatReadersCannotFollowIsAClearFailure() {
        try (var registry = new HttpSchemaRegistry(address())) {
            registry.idOf(subject, FIRST);
            var second = parse(SECOND_FIELD_WITHOUT_DEFAULT);

            assertThat(registry.isCompatible(subject, second)).isFalse();
            assertThatThrownBy(() -> registry.idOf(subject, second))
                    .isInstanceOf(IncompatibleSchema.class)
                    .hasMessageContaining(subject);
        }
    }

    @Test
    void aSchemaThatReadersCanFollowIsTaken() {
        try (var registry = new HttpSchemaRegistry(address())) {
            var first = registry.idOf(subject, FIRST);
            var second = parse(SECOND_FIELD_WITH_DEFAULT);

            assertThat(registry.isCompatible(subject, second)).isTrue();
            assertThat(registry.idOf(subject, second)).isNotEqualTo(first);
        }
    }

    @Test
    void anySchemaMayBeTheFirst() {
        try (var registry = new HttpSchemaRegistry(address())) {
            assertThat(registry.isCompatible(subject, FIRST)).isTrue();
        }
    }

    @Test
    void itAnswers() {
        try (var registry = new HttpSchemaRegistry(address())) {
            assertThat(registry.answers()).isTrue();
        }
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
