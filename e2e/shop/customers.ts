export interface Customer {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

const demoCustomer: Customer = { email: 'robin@example.com', firstName: 'Robin', lastName: 'Ashdown' };
const demoPassword = 'larkmoor-demo';

/** The shop has one customer with an account; the sign-in page says who. */
export function findCustomer(email: string, password: string): Customer | undefined {
  const isKnown = email.trim().toLowerCase() === demoCustomer.email && password === demoPassword;
  return isKnown ? demoCustomer : undefined;
}
