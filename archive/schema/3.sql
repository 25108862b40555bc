-- Version 3: containers that need not be unpacked again.

CREATE TABLE containers (        -- ZIP and TAR files all of whose members are known; a row goes when one of these changes
  path TEXT PRIMARY KEY,         -- as in paths
  size_bytes INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  members INTEGER NOT NULL,      -- files in it, those in containers inside it too
  failed INTEGER NOT NULL,       -- of these
  containers INTEGER NOT NULL    -- itself and those inside it
) WITHOUT ROWID;
