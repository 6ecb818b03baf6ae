/** An AsyncAPI document that seeds change: what a shop tells others, and what it is told. */
export const ordersEvents = `asyncapi: 3.0.0
info:
  title: Shop
  version: 1.0.0
channels:
  orders:
    address: shop.orders
    messages:
      orderCreated:
        $ref: '#/components/messages/orderCreated'
      orderCancelled:
        $ref: '#/components/messages/orderCancelled'
  payments:
    address: payments.{region}
    parameters:
      region:
        description: Where it was paid.
    messages:
      paymentReceived:
        $ref: '#/components/messages/paymentReceived'
operations:
  tellOrderCreated:
    action: send
    channel:
      $ref: '#/channels/orders'
    messages:
      - $ref: '#/channels/orders/messages/orderCreated'
  tellOrderCancelled:
    action: send
    channel:
      $ref: '#/channels/orders'
    messages:
      - $ref: '#/channels/orders/messages/orderCancelled'
  takePayment:
    action: receive
    channel:
      $ref: '#/channels/payments'
components:
  messages:
    orderCreated:
      name: order.created
      contentType: application/json
      headers:
        type: object
        required: [traceId]
        properties:
          traceId:
            type: string
      payload:
        $ref: '#/components/schemas/Order'
    orderCancelled:
      name: order.cancelled
      payload:
        type: object
        required: [id, reason]
        properties:
          id:
            type: string
            format: uuid
          reason:
            type: string
            enum: [customer, stock]
    paymentReceived:
      name: payment.received
      payload:
        type: object
        required: [orderId, amount]
        properties:
          orderId:
            type: string
          amount:
            type: number
            minimum: 0
  schemas:
    Order:
      type: object
      required: [id, total, lines]
      properties:
        id:
          type: string
          format: uuid
        total:
          type: number
        note:
          type: string
          maxLength: 200
        lines:
          type: array
          items:
            $ref: '#/components/schemas/Line'
    Line:
      type: object
      required: [sku, quantity]
      properties:
        sku:
          type: string
        quantity:
          type: integer
`;
