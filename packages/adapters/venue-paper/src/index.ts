export { type PaperVenueConfig, type PaperVenueSettings, paperVenueConfigSchema } from './config.ts'
export { createPaperVenue, type PaperVenuePorts } from './paper-venue.ts'
