const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

/** Pence as a customer reads them: `£1,299.00`. */
export function money(pence: number): string {
  return pounds.format(pence / 100);
}

/** Pence as machines read them: `1299.00`. */
export function decimal(pence: number): string {
  return (pence / 100).toFixed(2);
}
