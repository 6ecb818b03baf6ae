/** A markdown record that seeds change. */
export const shopRecord = `# Shop

| Version | Date | Change |
|---|---|---|
| 1.0 | 2026-01-05 | first |

## Endpoints

### POST /orders

Auth: bearer

| Name | In | Type | Required | Rules |
|---|---|---|---|---|
| note | body | string | no | at most 200 characters |
| quantity | body | integer | yes | at least 1 |

#### Response 201

| Name | Type | Required |
|---|---|---|
| id | uuid | yes |
| total | number | yes |
| note | string | no |

#### Errors

| Status | Code | When |
|---|---|---|
| 422 | invalid_order | a field breaks its rules |

### GET /orders/{id}

Auth: bearer

#### Response 200

| Name | Type | Required |
|---|---|---|
| id | uuid | yes |
| total | number | yes |

## Events

### order.created

Trigger: an order is stored
Channel: shop.orders
Producer: shop
Consumers: billing

| Name | Type | Required |
|---|---|---|
| id | uuid | yes |
| total | number | yes |
`;
