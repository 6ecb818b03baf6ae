from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_places_an_order() -> None:
    assert client.post("/orders", json={"total": 1}).status_code == 201


def test_refuses_many_orders() -> None:
    response = client.post("/orders", json={"total": 1})
    assert response.status_code == 409


def test_cancels_an_order() -> None:
    response = client.post("/orders/1/cancel")
    assert response.status_code == 204
