/** The paths of the venue's HTTP API, for both ends. */
export const VENUE_ROUTES = {
  /** POST: a VenueOrder. 200 acknowledged, 422 rejected, 503 for whoever can make sense of it. */
  submit: '/orders',
  /** POST, with the venue's order id. */
  cancel: '/cancel',
  /** GET, `?client=`; 404 when it is not known. */
  find: '/orders/by-client-id',
  open: '/orders/open',
  /** GET, `?since=` nanoseconds. */
  executions: '/executions',
  balances: '/balances',
  time: '/time',
  /** GET: a line of JSON for each event, as long as the connection lives. */
  events: '/events',
  /** GET, `?client=`: what the venue's own people see, without any fault. 404: there never was such an order. */
  helpDesk: '/help-desk',
} as const
