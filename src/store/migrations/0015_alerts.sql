-- What was told of each alert, so that a restart tells nothing twice.
CREATE TABLE alerts (
    rule TEXT NOT NULL,
    scope TEXT NOT NULL,
    firing BIGINT NOT NULL,
    since BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    times BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (rule, scope)
);
