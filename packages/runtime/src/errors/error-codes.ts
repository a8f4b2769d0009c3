/** Every error that can reach a person, by stable code. `docs/reference/errors.md` is checked against this list. */
export const ERROR_CODES = {
  OTS_CONFIG_INVALID: 'The configuration has faults; each is listed with its path.',
  OTS_CONFIG_UNREADABLE: 'The configuration file cannot be read or is not YAML.',
  OTS_STRATEGY_UNKNOWN: 'A configured strategy type does not exist.',
  OTS_PORT_BUSY: 'Another program listens on the port.',
  OTS_TLS_UNUSABLE: 'A certificate or key for connections between services cannot be used.',
  OTS_DATA_DIR_UNUSABLE: 'The data folder cannot be created or written.',
  OTS_DATA_DIR_LOCKED: 'Another OTS process uses the data folder.',
  OTS_DISK_FULL: 'There is no space left where state is kept; trading stops until there is.',
  OTS_STORE_CORRUPT: 'A state file is damaged beyond what recovery can mend.',
  OTS_STORE_FAILED: 'A state file could not be read or written.',
  OTS_HALT_LATCH_UNREADABLE:
    'The file that keeps a halt is there and cannot be read; trading counts as halted.',
  OTS_CAPTURE_UNREADABLE: 'A recorded capture cannot be read.',
  OTS_TOPIC_UNKNOWN: 'A topic does not exist on the bus.',
  OTS_TOPIC_MISMATCH: 'A topic exists with another number of partitions than it is meant to have.',
  OTS_REAL_REFUSED: 'Something that real trading needs is missing or wrong; each is listed.',
  OTS_KEY_REFUSED: 'The API key must not or cannot be used for what was asked.',
  OTS_VENUE_UNREACHABLE: 'The venue did not answer in time.',
  OTS_SIMULATOR_FAILED: 'The local simulator did not start or ended early.',
  OTS_REQUEST_REFUSED: 'The running system did not take what was asked of it.',
  OTS_REPLAY_DIVERGED: 'A replay taken up again decided otherwise than before it was interrupted.',
  OTS_NOT_RUNNING: 'No running system answers where the command asked.',
  OTS_START_FAILED: 'A service could not start.',
  OTS_STOP_TIMEOUT: 'Services did not stop within the deadline.',
  OTS_USAGE: 'The command was used wrongly.',
} as const
export type OtsErrorCode = keyof typeof ERROR_CODES
