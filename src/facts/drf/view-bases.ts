/** What the framework's generic views answer: https://www.django-rest-framework.org/api-guide/generic-views/#concrete-view-classes */
const answered: Readonly<Record<string, readonly string[]>> = {
  CreateAPIView: ["post"],
  ListAPIView: ["get"],
  RetrieveAPIView: ["get"],
  DestroyAPIView: ["delete"],
  UpdateAPIView: ["put", "patch"],
  ListCreateAPIView: ["get", "post"],
  RetrieveUpdateAPIView: ["get", "put", "patch"],
  RetrieveDestroyAPIView: ["get", "delete"],
  RetrieveUpdateDestroyAPIView: ["get", "put", "patch", "delete"],
  APIRootView: ["get"],
  SchemaView: ["get"],
  ObtainAuthToken: ["post"],
  // https://django-rest-framework-simplejwt.readthedocs.io/en/latest/rest_framework_simplejwt.html
  TokenViewBase: ["post"],
  TokenObtainPairView: ["post"],
  TokenRefreshView: ["post"],
  TokenObtainSlidingView: ["post"],
  TokenRefreshSlidingView: ["post"],
  TokenVerifyView: ["post"],
  TokenBlacklistView: ["post"],
  // https://drf-spectacular.readthedocs.io/en/latest/drf_spectacular.html
  SpectacularAPIView: ["get"],
  SpectacularJSONAPIView: ["get"],
  SpectacularYAMLAPIView: ["get"],
  SpectacularSwaggerView: ["get"],
  SpectacularSwaggerSplitView: ["get"],
  SpectacularRedocView: ["get"],
};

/** Actions that mixins and viewsets bring: https://www.django-rest-framework.org/api-guide/viewsets/ */
const actions: Readonly<Record<string, readonly string[]>> = {
  CreateModelMixin: ["create"],
  ListModelMixin: ["list"],
  RetrieveModelMixin: ["retrieve"],
  UpdateModelMixin: ["update", "partial_update"],
  DestroyModelMixin: ["destroy"],
  ReadOnlyModelViewSet: ["list", "retrieve"],
  ModelViewSet: ["list", "create", "retrieve", "update", "partial_update", "destroy"],
};

const packages = /^(rest_framework|rest_framework_\w+|drf_\w+)\./;

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

export function isOfFramework(name: string): boolean {
  return packages.test(name);
}

/** The methods for which a class of the framework, by its dotted name, has a method; undefined where it is none of those known. */
export function answeredByBase(name: string): readonly string[] | undefined {
  return isOfFramework(name) ? answered[lastName(name)] : undefined;
}

/** The actions that a class of the framework brings, by its dotted name. */
export function actionsOfBase(name: string): readonly string[] {
  return isOfFramework(name) ? (actions[lastName(name)] ?? []) : [];
}
