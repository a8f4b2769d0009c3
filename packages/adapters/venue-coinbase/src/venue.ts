import { venueId } from '@oasis/domain'

export const COINBASE = venueId('coinbase')
