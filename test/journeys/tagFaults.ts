import type { Fault } from './faults.js';

/** A line of the ready tenant with another tag in the place of its own. */
function retagged(field: string, type: string, tag: string, wrong: string): Pick<Fault, 'from' | 'to'> {
  return {
    from: `${field}: {type: ${type}, semantics: ${tag}}`,
    to: `${field}: {type: ${type}, semantics: ${wrong}}`,
  };
}

const revenue = (wrong: string) => retagged('amount', 'decimal', 'txn-item/item-revenue', wrong);
const brand = (wrong: string) => retagged('brand', 'string', 'txn-item/purchase-brand', wrong);
const link = (wrong: string) => retagged('account_id', 'string', 'fk-account', wrong);

/** A field whose name often means a tag that its source must have, or says who bought, with another tag. */
const wrongTags: readonly Fault[] = [
  {
    what: 'a tag of customers stands on the brand of orders',
    ...brand('surname'),
    rule: 'semantic-misplaced',
    at: 'surname',
  },
  {
    what: 'a date of customers stands on the brand of orders',
    ...brand('birthdate'),
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'the date of a change stands on the brand of orders',
    ...brand('update-dt'),
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'a second foreign key stands on the brand of orders',
    ...brand('fk-account'),
    rule: 'foreign-key-several',
    at: 'fk-account',
  },
  {
    what: 'an amount of orders stands on their brand',
    ...brand('txn-item/item-revenue'),
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'a tag of customers stands on the revenue of orders',
    ...revenue('email'),
    rule: 'semantic-type',
    at: 'decimal',
  },
  {
    what: 'a tag of customers of another type stands on the revenue of orders',
    ...revenue('phone'),
    rule: 'semantic-type',
    at: 'decimal',
  },
  {
    what: 'a second foreign key stands on the revenue of orders',
    ...revenue('fk-account'),
    rule: 'foreign-key-several',
    at: 'fk-account',
  },
  {
    what: 'the number of a club stands on the revenue of orders',
    ...revenue('loyalty-id'),
    rule: 'semantic-type',
    at: 'decimal',
  },
  {
    what: 'the number of the order stands on the revenue too',
    ...revenue('txn-item/order-id'),
    rule: 'semantic-type',
    at: 'decimal',
  },
  {
    what: 'a tag of requests stands on the revenue of orders',
    ...revenue('compliance/request-email'),
    rule: 'semantic-type',
    at: 'decimal',
  },
  {
    what: 'a tag of customers stands on the key of the one who bought',
    ...link('email'),
    rule: 'semantic-misplaced',
    at: 'email',
  },
  {
    what: 'a date of customers stands on the key of the one who bought',
    ...link('birthdate'),
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'an amount of orders stands on the key of the one who bought',
    ...link('txn-item/item-revenue'),
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'a tag of orders stands on the first name of customers',
    ...retagged('first_name', 'string', 'given-name', 'txn-item/order-id'),
    rule: 'semantic-misplaced',
    at: 'txn-item/order-id',
  },
  {
    what: 'a tag of orders stands on the province of customers',
    ...retagged('province', 'string', 'state', 'txn-item/order-id'),
    rule: 'semantic-misplaced',
    at: 'txn-item/order-id',
  },
  {
    what: 'a tag of orders stands on the date of a change of customers',
    ...retagged('modified', 'datetime', 'update-dt', 'txn-item/order-datetime'),
    rule: 'semantic-misplaced',
    at: 'txn-item/order-datetime',
  },
];

/** Two tags that changed places, and a tag that stands on an earlier field too. */
const swapped: readonly Fault[] = [
  {
    what: 'two tags of orders have changed places',
    from: /order_number: (.*)txn-item\/order-id(}[^]*)sku: (.*)txn-item\/product-id/,
    to: 'order_number: $1txn-item/product-id$2sku: $3txn-item/order-id',
    rule: 'semantic-misplaced',
    at: 'txn-item/product-id',
  },
  {
    what: 'two tags of orders of other types have changed places',
    from: /txn-item\/order-id(}[^]*)txn-item\/order-datetime/,
    to: 'txn-item/order-datetime$1txn-item/order-id',
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'the tags of the order and of the one who bought have changed places',
    from: /txn-item\/order-id(}[^]*)semantics: fk-account/,
    to: 'fk-account$1semantics: txn-item/order-id',
    rule: 'semantic-misplaced',
    at: 'fk-account',
  },
  {
    what: 'two tags of customers have changed places',
    from: /given-name(}[^]*)surname/,
    to: 'surname$1given-name',
    rule: 'semantic-misplaced',
    at: 'surname',
  },
  {
    what: 'a tag stands on two fields, on the earlier one in the place of the right one',
    ...retagged('first_name', 'string', 'given-name', 'surname'),
    rule: 'semantic-repeated',
    at: 'surname',
  },
  {
    what: 'a foreign key stands on two fields, on the earlier one in the place of the right one',
    ...retagged('order_number', 'string', 'txn-item/order-id', 'fk-account'),
    rule: 'foreign-key-several',
    at: 'fk-account',
  },
];

/** A tag that stands on the field beside its own, on two fields, or among tags of another kind. */
const moved: readonly Fault[] = [
  {
    what: 'a tag of orders stands on the next field, which loses its own',
    from: /ordered_at: {type: datetime, semantics: txn-item\/order-datetime}([^]*)txn-item\/product-id/,
    to: 'ordered_at: datetime$1txn-item/order-datetime',
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'a tag of orders stands on the field before it, which loses its own, and both are text',
    from: /txn-item\/product-id(}[^]*)category: {type: string, semantics: txn-item\/product-category}/,
    to: 'txn-item/product-category$1category: string',
    rule: 'semantic-misplaced',
    at: 'txn-item/product-category',
  },
  {
    what: 'a tag of orders stands on the next field, which had none',
    from: /order_number: {type: string, semantics: txn-item\/order-id}\n( *)line_number: integer/,
    to: 'order_number: string\n$1line_number: {type: integer, semantics: txn-item/order-id}',
    rule: 'semantic-type',
    at: 'integer',
  },
  {
    what: 'a tag of customers stands on the next field, which loses its own',
    from: /first_name: {type: string, semantics: given-name}([^]*)surname/,
    to: 'first_name: string$1given-name',
    rule: 'semantic-misplaced',
    at: 'given-name',
  },
  {
    what: 'a tag of orders stands on two fields, on one of them in the place of the right one',
    ...retagged('sku', 'string', 'txn-item/product-id', 'txn-item/order-id'),
    rule: 'semantic-misplaced',
    at: 'txn-item/order-id}\n      category',
  },
  {
    what: 'a tag of orders stands on two fields, on one of them in the place of the foreign key',
    ...link('txn-item/order-id'),
    rule: 'semantic-misplaced',
    at: 'txn-item/order-id}\n      ordered_at',
  },
  {
    what: 'a tag of products stands on a field of orders',
    ...retagged('sku', 'string', 'txn-item/product-id', 'pc/product-id'),
    rule: 'semantic-misplaced',
    at: 'pc/product-id',
  },
  {
    what: 'a tag of products stands on a field of customers',
    ...retagged('first_name', 'string', 'given-name', 'pc/product-name'),
    rule: 'semantic-misplaced',
    at: 'pc/product-name',
  },
  {
    what: 'the keys of customers gave way to another tag',
    from: 'account_id: {type: string, semantics: [ck, fk-account]}',
    to: 'account_id: {type: string, semantics: birthdate}',
    rule: 'semantic-type',
    at: 'string',
  },
  {
    what: 'the tags of two amounts have changed places, of which one often is called so',
    from: /txn-item\/item-revenue(}[^]*)txn-item\/item-discount-amount/,
    to: 'txn-item/item-discount-amount$1txn-item/item-revenue',
    rule: 'semantic-misplaced',
    at: 'txn-item/item-discount-amount',
  },
];

/** A field that the primary key names is gone, and with it the tags that it had. */
const gone: readonly Fault[] = [
  {
    what: 'the number of the order is gone, which the primary key names',
    from: '      order_number: {type: string, semantics: txn-item/order-id}\n',
    to: '',
    rule: 'primary-key-unknown',
    at: 'order_number',
  },
  {
    what: 'the key of customers is gone, which orders find them by',
    from: '      account_id: {type: string, semantics: [ck, fk-account]}\n',
    to: '',
    rule: 'primary-key-unknown',
    at: 'account_id',
  },
];

/** Faults in tags: a wrong one, or a field that is gone with the tag it had. */
export const tagFaults: readonly Fault[] = [...wrongTags, ...swapped, ...moved, ...gone];
