SELECT
  amperity_id,
  given_name,
  surname,
  email,
  phone,
  address,
  city,
  state,
  country,
  birthdate,
  gender,
  loyalty_id
FROM Unified_Customer
